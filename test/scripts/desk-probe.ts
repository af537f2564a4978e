// Stands in for Electron: takes what the desk gave, reaches the store with both credentials, and ends with 7.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnrolmentFile } from '../../agent/enrolment/enrolment-file.ts';
import { orgKey } from '../../bucket/layout.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { unwrap } from '../../core/result.ts';
import { readViewerFile } from '../../viewer/session/viewer-file.ts';

const folder = process.argv.find((arg) => arg.startsWith('--user-data-dir='))?.slice(16) ?? '';
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const invitation = readFileSync(process.argv.find((arg) => arg.endsWith('.plainsight')) ?? '', 'utf8');
const device = openS3Store(unwrap(readEnrolmentFile(invitation)).enrolled.bucket);
const viewer = openS3Store(unwrap(readViewerFile(read('viewer.json'))).bucket);
unwrap(await device.get(orgKey('')));
unwrap(await viewer.get(orgKey('')));
device.close();
viewer.close();
process.exitCode = 7;
