terraform import cpn_transaction_submission.funding c4d1da72-111e-4d52-bdbf-2e74a2d803d5/0f6d2c11-8a5e-4b7e-9d0c-3f6a5d1e7b42
