// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Wallets that others wrote: what ethers and viem sign of each golden message.
//
//   node check.mjs                                 compare with the committed vectors
//   node check.mjs --write                         write the vectors
//   node check.mjs verify MESSAGE SIGNATURE WALLET check a signature; MESSAGE is a file
//   cpn-fake -- node check.mjs recipes             run the recipes beside this file against the simulator

import { execFileSync } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { getAddressDecoder } from "@solana/kit";
import { TypedDataEncoder, Wallet, getAddress, verifyTypedData } from "ethers";
import { hashTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";

// The key is published here, so it protects nothing.
const key = "0x" + "1".padStart(64, "0");
const testdata = new URL("../../cpn/testdata/", import.meta.url);
const vectors = new URL("signatures.json", testdata);

// messages returns the golden messages by name: those in files, and edits of the one with the published spender.
function messages() {
  const texts = {};
  for (const file of readdirSync(new URL("messages/", testdata))) {
    texts[file.replace(/\.json$/, "")] = readFileSync(new URL("messages/" + file, testdata), "utf8");
  }
  for (const [name, edits] of Object.entries(JSON.parse(readFileSync(new URL("edits.json", testdata), "utf8")))) {
    texts[name] = edits.reduce((text, [old, now]) => text.replace(old, () => now), texts.published_spender);
  }
  return texts;
}

// read decodes a message. A float would round a number beyond 2^53, so numbers become text,
// which both libraries take for one.
function read(message) {
  const text = message.replace(/"(?:[^"\\]|\\.)*"|-?\d+/g, (token) => (token.startsWith('"') ? token : `"${token}"`));
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
  for (const [name, message] of Object.entries(messages()).sort()) {
    signed[name] = await sign(read(message));
  }
  return { wallet: new Wallet(key).address, messages: signed };
}

// call sends a request to the simulator, and returns the data of its response.
async function call(method, path, body) {
  const response = await fetch(process.env.CPN_BASE_URL + path, {
    method,
    headers: { Authorization: `Bearer ${process.env.CPN_API_KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return text && JSON.parse(text).data;
}

// create creates a transaction for a new payment of a wallet.
async function create(blockchain, senderAddress) {
  await call("PATCH", "/_control/payments", { blockchain, senderAddress });
  return call("POST", `/v2/cpn/payments/${randomUUID()}/transactions`, { idempotencyKey: randomUUID() });
}

// run runs a program and returns what it prints.
const run = (program, args, env) => execFileSync(program, args, { encoding: "utf8", env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] }).trim();
const recipe = (name, args, env) => run(process.execPath, [new URL(name, import.meta.url).pathname, ...args], env);

// accepted submits what a recipe signs: the simulator verifies it, as CPN does.
async function accepted(name, blockchain, wallet, env) {
  const { id, paymentId, messageToBeSigned, encodedMessageToBeSigned } = await create(blockchain, wallet);
  const args = blockchain.startsWith("SOL") ? [encodedMessageToBeSigned] : [JSON.stringify(messageToBeSigned), encodedMessageToBeSigned];
  await call("POST", `/v2/cpn/payments/${paymentId}/transactions/${id}/submit`, { signedTransaction: recipe(name, args, env) });
  console.log(`${name}: the simulator accepts what it signs (${blockchain})`);
}

// rejects expects that a recipe signs no message whose numbers JSON.parse rounds.
function rejects(name, env) {
  const message = messages().numbers_beyond_2_53;
  const { digest } = JSON.parse(readFileSync(vectors, "utf8")).messages.numbers_beyond_2_53.ethers;
  let signature = "";
  try {
    signature = recipe(name, [message, digest], env);
  } catch (error) {
    console.log(`${name}: signs no rounded number (${error.stderr.match(/^\w*Error: [^.(]*/m)})`);
  }
  if (signature) {
    throw new Error(`${name} signs a rounded number`);
  }
}

// keypair writes a key of Solana as solana-keygen does, and returns its address.
function keypair(file) {
  const { d, x } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const [secret, open] = [Buffer.from(d, "base64url"), Buffer.from(x, "base64url")];
  writeFileSync(file, JSON.stringify([...secret, ...open]));
  return getAddressDecoder().decode(open);
}

async function recipes() {
  const evm = { PRIVATE_KEY: key };
  const { address } = new Wallet(key);
  const scratch = mkdtempSync(join(tmpdir(), "wallets-"));
  try {
    for (const name of ["ethers.mjs", "viem.mjs"]) {
      await accepted(name, "ETH-SEPOLIA", address, evm);
      await accepted(name, "ARC-TESTNET", address, evm);
      rejects(name, evm);
    }
    const env = { KEYPAIR: join(scratch, "keypair.json") };
    await accepted("solana.mjs", "SOL-DEVNET", keypair(env.KEYPAIR), env);
    const file = join(scratch, "message.json");
    const { messageToBeSigned, senderAddress } = await create("ETH-SEPOLIA", run("cpn-fake", ["sign", "--address"]));
    writeFileSync(file, JSON.stringify(messageToBeSigned));
    verify(file, run("cpn-fake", ["sign", file]), senderAddress);
    console.log("ethers accepts what cpn-fake sign signs");
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

// verify fails unless a wallet has signed the message in a file.
function verify(file, signature, wallet) {
  const signer = verifyTypedData(...forEthers(read(readFileSync(file, "utf8"))), signature);
  if (signer !== getAddress(wallet)) {
    throw new Error(`signed by ${signer}`);
  }
}

const [command, ...args] = process.argv.slice(2);
if (command === "verify") {
  verify(...args);
  console.log("signed by", args[2]);
} else if (command === "recipes") {
  await recipes();
} else if (command === "--write") {
  writeFileSync(vectors, JSON.stringify(await signatures(), null, 2) + "\n");
} else if (isDeepStrictEqual(await signatures(), JSON.parse(readFileSync(vectors, "utf8")))) {
  console.log("ethers and viem sign the golden messages as committed");
} else {
  throw new Error("ethers or viem signs a golden message in another way: run `node check.mjs --write` and look at the difference");
}
