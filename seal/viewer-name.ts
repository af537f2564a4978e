import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { isShowable } from '../core/shown-text.ts';

/**
 * What a viewer is called, for one person alone. `access.json` lies in the bucket for its operator to read, so names in it are sealed: AES-256-GCM
 * under a key that HKDF-SHA-256 draws from the person's enrolment key, which the administrator and the person's devices know. Person and viewer
 * are associated data, so that a name belongs to one entry of one document. What is sealed is base64 of nonce (12 bytes), text, tag (16).
 */
interface ViewerNamePlace {
  readonly person: string;
  readonly viewer: string;
}

/** Names are filled up to a multiple of this, so that their length tells little. */
const stepBytes = 64;
const longestName = 200;

export function sealViewerName(enrolmentKey: string, of: ViewerNamePlace, name: string): string {
  const text = Buffer.from(name);
  const padded = Buffer.alloc(Math.ceil((text.length + 2) / stepBytes) * stepBytes);
  padded.writeUInt16BE(text.length);
  text.copy(padded, 2);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(enrolmentKey), nonce).setAAD(about(of));
  return Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** The name, or null where it was not sealed so, or cannot be shown as one line. */
export function openViewerName(enrolmentKey: string, of: ViewerNamePlace, sealed: string | undefined): string | null {
  const bytes = Buffer.from(sealed ?? '', 'base64');
  if (bytes.length < 12 + stepBytes + 16) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(enrolmentKey), bytes.subarray(0, 12));
    decipher.setAAD(about(of)).setAuthTag(bytes.subarray(-16));
    const padded = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    const name = padded.subarray(2, 2 + padded.readUInt16BE()).toString();
    return name.length <= longestName && isShowable(name) ? name : null;
  } catch {
    return null;
  }
}

function keyOf(enrolmentKey: string): Uint8Array {
  const key = Buffer.from(enrolmentKey, 'base64');
  return new Uint8Array(hkdfSync('sha256', key, '', 'plainsight viewer name', 32));
}

function about({ person, viewer }: ViewerNamePlace): Buffer {
  return Buffer.from(`plainsight viewer name\n${person}\n${viewer}`);
}
