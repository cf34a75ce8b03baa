// node circle.mjs MESSAGE_TO_BE_SIGNED
import { initiateDeveloperControlledWalletsClient } from "@circle-fin/developer-controlled-wallets";

const client = initiateDeveloperControlledWalletsClient({
  apiKey: process.env.CIRCLE_API_KEY,
  entitySecret: process.env.CIRCLE_ENTITY_SECRET,
});
const { data } = await client.signTypedData({ walletId: process.env.CIRCLE_WALLET_ID, data: process.argv[2] });
console.log(data.signature);
