// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Wallets that others wrote: what ethers and viem sign of each golden message.
//
//   node check.mjs                                 compare with the committed vectors
//   node check.mjs --write                         write the vectors
//   node check.mjs verify MESSAGE SIGNATURE WALLET check a signature; MESSAGE is a file

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { TypedDataEncoder, Wallet, getAddress, verifyTypedData } from "ethers";
import { hashTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";

// The key is published here, so it protects nothing.
const key = "0x" + "1".padStart(64, "0");
const testdata = new URL("../../cpn/testdata/", import.meta.url);
const vectors = new URL("signatures.json", testdata);

// read decodes a message. A float would round a number beyond 2^53, so numbers become text,
// which both libraries take for one.
function read(file) {
  const text = readFileSync(file, "utf8").replace(/"(?:[^"\\]|\\.)*"|-?\d+/g, (token) => (token.startsWith('"') ? token : `"${token}"`));
  return JSON.parse(text);
}

// ethers derives the domain's type, and takes no other.
function forEthers({ domain, types, message }) {
  const { EIP712Domain, ...others } = types;
  return [domain, others, message];
}

// viem leaves a chainId that is text out of a domain whose type it has to derive.
const forViem = ({ domain, ...rest }) => ({ ...rest, domain: { ...domain, chainId: BigInt(domain.chainId) } });

async function sign(message) {
  const account = privateKeyToAccount(key);
  return {
    ethers: { digest: TypedDataEncoder.hash(...forEthers(message)), signature: await new Wallet(key).signTypedData(...forEthers(message)) },
    viem: { digest: hashTypedData(forViem(message)), signature: await account.signTypedData(forViem(message)) },
  };
}

async function signatures() {
  const signed = {};
  for (const name of readdirSync(new URL("messages/", testdata)).sort()) {
    signed[name.replace(/\.json$/, "")] = await sign(read(new URL("messages/" + name, testdata)));
  }
  return { wallet: new Wallet(key).address, messages: signed };
}

const [command, ...args] = process.argv.slice(2);
if (command === "verify") {
  const [file, signature, wallet] = args;
  const signer = verifyTypedData(...forEthers(read(file)), signature);
  if (signer !== getAddress(wallet)) {
    throw new Error(`signed by ${signer}`);
  }
  console.log("signed by", signer);
} else if (command === "--write") {
  writeFileSync(vectors, JSON.stringify(await signatures(), null, 2) + "\n");
} else if (isDeepStrictEqual(await signatures(), JSON.parse(readFileSync(vectors, "utf8")))) {
  console.log("ethers and viem sign the golden messages as committed");
} else {
  throw new Error("ethers or viem signs a golden message in another way: run `node check.mjs --write` and look at the difference");
}
