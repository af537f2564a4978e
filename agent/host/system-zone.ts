import { readFileSync, realpathSync } from 'node:fs';
import { type Zone, zoneSchema } from '../../core/time/calendar.ts';

/** The zone of this computer, and what to tell where the system does not name it. */
export interface SystemZone {
  readonly zone: Zone;
  /** A sentence for the log and for `plainsight doctor`; null where the system names its zone. */
  readonly remark: string | null;
}

export interface ZoneSources {
  /** `TZ`: a name, a path, a rule, or absent. */
  readonly tz: string | undefined;
  /** What the runtime takes for the zone. A rule becomes UTC, a path or nothing no zone. */
  readonly named: () => string | undefined;
  /** Where the link /etc/localtime leads. Throws where there is none. */
  readonly link: () => string;
  /** What /etc/timezone holds. Throws where there is none. */
  readonly file: () => string;
}

const system = (): ZoneSources => ({
  tz: process.env.TZ,
  named: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  link: () => realpathSync('/etc/localtime'),
  file: () => readFileSync('/etc/timezone', 'utf8'),
});

/**
 * The zone by which this computer's days are told. Never fails: where `TZ` does not name one it is
 * what the system was set to, else UTC, and that is said. A `TZ` that is a rule (`CET-1CEST`) has
 * no name, and the system's own zone need not be the one that was meant.
 */
export function systemZone(sources: ZoneSources = system()): SystemZone {
  const { tz } = sources;
  const named = zoneIn(tz === undefined ? sources.named : () => nameIn(tz));
  if (named !== null) return { zone: named, remark: null };
  const remedy = 'Set TZ to a name such as Europe/Berlin, or "zone" in the settings of the agent.';
  const linked = zoneIn(() => nameIn(sources.link()));
  const found = linked ?? zoneIn(() => sources.file().trim());
  if (found !== null)
    return {
      zone: found,
      remark: `The time zone is not named here (TZ), so that of this system is taken: ${found}. ${remedy}`,
    };
  return {
    zone: zoneSchema.parse('UTC'),
    remark: `The time zone is not named here, so days are those of UTC. ${remedy}`,
  };
}

/** The zone that a path into the system's zones names, or the text itself. */
function nameIn(text: string): string | undefined {
  return text
    .replace(/^:/, '')
    .split('/zoneinfo/')
    .at(-1)
    ?.replace(/^(posix|right)\//, '');
}

function zoneIn(read: () => string | undefined): Zone | null {
  try {
    const zone = zoneSchema.safeParse(read());
    return zone.success ? zone.data : null;
  } catch {
    return null;
  }
}
