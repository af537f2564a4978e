import { z } from 'zod';

const text = z.string();
const number = z.number();

/** What can go wrong on the way to the bucket, in it, and with its settings. */
export const bucketProblemCodes = {
  // The way to the bucket, and the bucket.
  'settings-proxy': { name: text },
  'settings-proxy-kind': { name: text, protocol: text },
  'store-clock': {
    host: text,
    skew: z.enum(['ahead', 'behind', 'unknown']),
    amount: number,
    unit: z.enum(['minutes', 'hours', 'days']),
  },
  'store-credential-expired': { accessKeyId: text, host: text },
  'store-full': { host: text },
  'store-quota': { host: text, name: text },
  'object-missing': { object: text, bucket: text },
  'object-exists': { object: text, bucket: text },
  'object-archived': { host: text, object: text, bucket: text },
  'store-denied': { accessKeyId: text, object: text, bucket: text },
  'store-failed': { host: text, status: number, name: text },
  'store-busy': { host: text, status: number, name: text },
  'store-moved': { host: text, bucket: text },
  'store-refused-size': { host: text, object: text, bucket: text },
  'store-refused': { host: text, object: text, bucket: text, status: number, name: text },
  'store-foreign': { endpoint: text },
  'store-unreachable': { host: text, why: text },
  'store-unreachable-by-proxy': { host: text, proxy: text, why: text },
  'store-proxy-refuses': { proxy: text, why: text },
  'store-certificate-date': { host: text, error: text },
  'store-certificate-name': { host: text },
  'store-certificate': { host: text, error: text },
  'store-region': { host: text, region: text },
  'store-credential-unknown': { host: text, accessKeyId: text },
  'store-credential-secret': { accessKeyId: text, host: text },
  'store-closed': { endpoint: text },
  'store-cut': { key: text },
  'sending-failed': { key: text },
  'object-too-large': { key: text, most: number },
  'object-unreadable': { key: text },
  'answers-denied': {},
  cancelled: {},
  'credential-spent': { host: text },
  'store-no-bucket': { host: text, bucket: text },
  'list-too-long': { endpoint: text },
  'views-denied': {},

  // The settings of a bucket.
  'settings-endpoint': {},
  'settings-endpoint-protocol': { protocol: text },
  'settings-endpoint-credential': {},
  'settings-endpoint-surplus': {},
  'settings-endpoint-path': {},
  'settings-field-unknown': { name: text },
  'settings-keys-bucket': {},
  'settings-field': { name: text },
  'settings-plain-http': { origin: text },
} as const;
