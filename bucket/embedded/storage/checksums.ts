import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { S3Error } from '../http/s3-error.ts';

/** The checksums that a put may claim for its body, all base64 but the payload hash (hex). */
interface ClaimedChecksums {
  /** Null when only `md5` was signed. */
  readonly payloadHash: string | null;
  readonly md5: string | undefined;
  readonly crc32: string | undefined;
  readonly sha256: string | undefined;
}

interface BodyChecksums {
  /** Hex MD5: the ETag, without quotes. */
  readonly etag: string;
  readonly crc32: string;
  readonly sha256: string;
}

/** Computes the checksums of `body` and compares each that was claimed. Throws the S3Error of the first that differs. */
export function verifyChecksums(body: Uint8Array, claimed: ClaimedChecksums): BodyChecksums {
  const sha256 = createHash('sha256').update(body).digest();
  const md5 = createHash('md5').update(body).digest();
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  if (claimed.payloadHash === null ? claimed.md5 === undefined : sha256.toString('hex') !== claimed.payloadHash) {
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');
  }
  const found = { etag: md5.toString('hex'), crc32: crc.toString('base64'), sha256: sha256.toString('base64') };
  if (claimed.md5 !== undefined && claimed.md5 !== md5.toString('base64')) {
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 does not match the body.');
  }
  for (const name of ['crc32', 'sha256'] as const) {
    if (claimed[name] !== undefined && claimed[name] !== found[name]) {
      throw new S3Error(400, 'BadDigest', `The x-amz-checksum-${name} does not match the body.`);
    }
  }
  return found;
}
