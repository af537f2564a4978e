import type { Monitor } from '../../ports.ts';
import { type Link, RequestError } from './link.ts';

const rrQueryVersion = 0;
const rrGetMonitors = 42;

interface MonitorRecord {
  readonly nameAtom: number;
  readonly primary: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The monitors as the person arranged them (RandR 1.5, so that logical monitors count too). Mirrored ones are told once;
 * the first is the primary one when none was chosen.
 * A server without RandR 1.5 has one monitor: all of its screen.
 */
export async function monitorsOf(link: Link): Promise<Monitor[]> {
  const records = await readRecords(link);
  const whole = { x: 0, y: 0, width: link.screen.pixel_width, height: link.screen.pixel_height };
  if (records.length === 0) return [{ name: 'screen', primary: true, ...whole }];
  const distinct = records.filter(
    (each, index) => index === records.findIndex((other) => placeKey(other) === placeKey(each)),
  );
  const hasPrimary = distinct.some((each) => each.primary);
  return Promise.all(
    distinct.map(async ({ nameAtom, ...rest }, index) => ({
      ...rest,
      primary: hasPrimary ? rest.primary : index === 0,
      name: (await link.askIfThere<string>((client, answer) => client.GetAtomName(nameAtom, answer))) ?? 'monitor',
    })),
  );
}

function placeKey(record: MonitorRecord): string {
  return [record.x, record.y, record.width, record.height].join();
}

async function readRecords(link: Link): Promise<MonitorRecord[]> {
  try {
    const opcode = await link.opcodeOf('RANDR');
    if (opcode === null || !(await hasMonitors(link, opcode))) return [];
    const body = Buffer.alloc(8);
    body.writeUInt32LE(link.root, 0);
    body.writeUInt8(1, 4); // only active ones
    return await link.extension(opcode, rrGetMonitors, body, unpackMonitors);
  } catch (error) {
    if (error instanceof RequestError) return [];
    throw error;
  }
}

async function hasMonitors(link: Link, opcode: number): Promise<boolean> {
  const wanted = Buffer.alloc(8);
  wanted.writeUInt32LE(1, 0);
  wanted.writeUInt32LE(5, 4);
  const [major, minor] = await link.extension(opcode, rrQueryVersion, wanted, (reply) => [
    reply.readUInt32LE(0),
    reply.readUInt32LE(4),
  ]);
  return (major ?? 0) > 1 || (major === 1 && (minor ?? 0) >= 5);
}

/** RRGetMonitors' reply from its 8th byte: timestamp, count, count of outputs, 12 unused bytes, then 24 bytes and the outputs for each. */
function unpackMonitors(reply: Buffer): MonitorRecord[] {
  const records: MonitorRecord[] = [];
  let at = 24;
  for (let left = reply.readUInt32LE(4); left > 0; left--) {
    records.push({
      nameAtom: reply.readUInt32LE(at),
      primary: reply.readUInt8(at + 4) !== 0,
      x: reply.readInt16LE(at + 8),
      y: reply.readInt16LE(at + 10),
      width: reply.readUInt16LE(at + 12),
      height: reply.readUInt16LE(at + 14),
    });
    at += 24 + reply.readUInt16LE(at + 6) * 4;
  }
  return records.filter((each) => each.width > 0 && each.height > 0);
}
