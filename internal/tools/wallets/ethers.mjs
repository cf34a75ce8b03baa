// node ethers.mjs MESSAGE_TO_BE_SIGNED ENCODED_MESSAGE_TO_BE_SIGNED
import { TypedDataEncoder, Wallet } from "ethers";

const [text, digest] = process.argv.slice(2);
const { domain, types, message } = JSON.parse(text);
delete types.EIP712Domain; // ethers derives it from the domain, and accepts no other

// JSON.parse rounds numbers beyond 2^53. ethers rejects such numbers, and the digest differs.
if (TypedDataEncoder.hash(domain, types, message) !== digest) {
  throw new Error("Do not sign: CPN sent the digest of another message.");
}
const wallet = new Wallet(process.env.PRIVATE_KEY);
console.log(await wallet.signTypedData(domain, types, message));
