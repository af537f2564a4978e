/** An answer of the S3 protocol that is not success. `details` become elements of the error document. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'S3Error';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** What the store does not do is said, never ignored: a caller who asked for a lock must not believe that there is one. */
export function notImplemented(what: string): S3Error {
  return new S3Error(501, 'NotImplemented', `This store does not support ${what}.`);
}

/** The code by which an agent tells it from a secret that was mistyped. */
export const exchangedCode = 'CredentialExchanged';

export function credentialExchanged(): S3Error {
  return new S3Error(403, exchangedCode, 'The secret of this access key was exchanged for another one.');
}

export function accessDenied(): S3Error {
  return new S3Error(403, 'AccessDenied', 'This credential may not do that.');
}
