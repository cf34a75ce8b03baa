// Prints the partially signed transaction of a message of Solana, with @solana/kit:
//
//   node solana.mjs MESSAGE
//
// MESSAGE is encoded_message_to_be_signed. KEYPAIR is a file that solana-keygen wrote.
import { readFileSync } from "node:fs";
import {
  createKeyPairFromBytes,
  getBase64EncodedWireTransaction,
  getCompiledTransactionMessageDecoder,
  partiallySignTransaction,
} from "@solana/kit";

const messageBytes = Buffer.from(process.argv[2], "base64");
const { header, staticAccounts } = getCompiledTransactionMessageDecoder().decode(messageBytes);
const signers = staticAccounts.slice(0, header.numSignerAccounts);

// CPN adds the other signatures.
const unsigned = { messageBytes, signatures: Object.fromEntries(signers.map((address) => [address, null])) };
const keyPair = await createKeyPairFromBytes(Uint8Array.from(JSON.parse(readFileSync(process.env.KEYPAIR))));
console.log(getBase64EncodedWireTransaction(await partiallySignTransaction([keyPair], unsigned)));
