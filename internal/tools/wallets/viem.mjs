// node viem.mjs MESSAGE_TO_BE_SIGNED ENCODED_MESSAGE_TO_BE_SIGNED
import { hashTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const [text, digest] = process.argv.slice(2);
const typedData = JSON.parse(text);

// JSON.parse silently rounds numbers beyond 2^53. The digest then differs.
if (hashTypedData(typedData) !== digest) {
  throw new Error("Do not sign: CPN sent the digest of another message.");
}
const account = privateKeyToAccount(process.env.PRIVATE_KEY);
console.log(await account.signTypedData(typedData));
