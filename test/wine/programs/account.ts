// Seals and opens by what Windows keeps for an account.

import { dataProtection } from '../../../seal/account-vault.ts';
import { serve } from './serve.ts';

interface Given {
  readonly hex: string;
  readonly purpose: string;
}

const answer = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'));

serve({
  seal: ({ hex, purpose }: Given) => answer(dataProtection.seal(Buffer.from(hex, 'hex'), Buffer.from(purpose))),
  open: ({ hex, purpose }: Given) => answer(dataProtection.open(Buffer.from(hex, 'hex'), Buffer.from(purpose))),
});
