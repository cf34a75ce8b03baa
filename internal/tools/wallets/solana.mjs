// node solana.mjs ENCODED_MESSAGE_TO_BE_SIGNED
import { readFileSync } from "node:fs";
import {
  createKeyPairFromBytes,
  getBase64EncodedWireTransaction,
  getCompiledTransactionMessageDecoder,
  partiallySignTransaction,
} from "@solana/kit";

const messageBytes = Buffer.from(process.argv[2], "base64");
const { header, staticAccounts } = getCompiledTransactionMessageDecoder().decode(messageBytes);
const signatures = {};
for (const address of staticAccounts.slice(0, header.numSignerAccounts)) {
  signatures[address] = null; // CPN adds the others
}

// KEYPAIR is a file of solana-keygen.
const keyPair = await createKeyPairFromBytes(Uint8Array.from(JSON.parse(readFileSync(process.env.KEYPAIR))));
console.log(getBase64EncodedWireTransaction(await partiallySignTransaction([keyPair], { messageBytes, signatures })));
