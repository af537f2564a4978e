import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may call one contract. */
export interface Sessions {
  /** Stands in the printed address. It opens a session as often as it is used, until the host stops: people reload and reopen. */
  readonly token: string;
  /** The `Set-Cookie` value of a session, when `token` is ours; else null. */
  open(token: string): string | null;
  /** Whether a request with this `Cookie` header belongs to a session of this contract. */
  has(cookieHeader: string | undefined): boolean;
}

/**
 * The sessions of one contract. Token and session are 256 random bits each and live in this process alone. The cookie is
 * named for contract and port and its path is that contract's API: a browser does not tell ports apart, and this keeps it from
 * being sent to another contract, and to most of what else listens on this computer.
 */
export function createSessions(contract: string, port: number): Sessions {
  const token = secret();
  const session = secret();
  const name = `plainsight-${contract}-${port}`;
  return {
    token,
    open: (given) =>
      same(given, token) ? `${name}=${session}; Path=/api/${contract}; HttpOnly; SameSite=Strict` : null,
    has: (header) => cookiesNamed(name, header).some((value) => same(value, session)),
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

// Hashed first, so that neither length nor content shows in the time that comparing takes.
function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function cookiesNamed(name: string, header: string | undefined): string[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
}
