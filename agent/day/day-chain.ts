import { dayObjectKey, linkName } from '../../bucket/layout.ts';
import { hashOf, type Link, type Sign, writeLink } from '../../core/day/chain.ts';
import type { Day, DeviceId, PersonId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { DayRow, ObjectRow } from '../vault/rows.ts';
import type { Vault } from '../vault/vault.ts';

export interface DayChainOptions {
  readonly vault: Vault;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly prefix: string;
  readonly sign: Sign;
  /** What was recorded from then on stays whatever its age. Null: nothing. */
  readonly heldFrom?: (now: Instant) => Instant | null;
}

/** The links of each day: what they vouch for may leave. */
export class DayChain {
  readonly #options: DayChainOptions;

  constructor(options: DayChainOptions) {
    this.#options = options;
  }

  /** Links what is past its hold. A past day ends with a final link after its last sheet. */
  async extend(day: Day, now: Instant, isOver: boolean): Promise<Result<void>> {
    const { vault, heldFrom } = this.#options;
    const row = vault.day(day);
    if (row === null) return ok(undefined);
    const objects = vault.unlinked(day, now, heldFrom?.(now) ?? undefined);
    const isAll = vault.journal(day).length === 0 && vault.countOnHold(day) === objects.length;
    const final = isOver && isAll && !vault.sheets.isMissingAny(day);
    return objects.length === 0 && !final ? ok(undefined) : this.#add(row, now, objects, final);
  }

  /** Opens a day that was closed, by a link that vouches for nothing yet. */
  async reopen(day: Day, at: Instant): Promise<Result<void>> {
    const row = this.#options.vault.day(day);
    return row?.closed === 1 ? this.#add(row, at, [], false) : ok(undefined);
  }

  #add(row: DayRow, at: Instant, objects: readonly ObjectRow[], final: boolean): Promise<Result<void>> {
    const { vault, person, device, prefix, sign } = this.#options;
    const { day } = row;
    const link: Link = {
      format: 'plainsight-link/1',
      person,
      device,
      day,
      seq: row.next_link,
      previous: row.link_hash,
      recipient: row.recipient,
      ...(row.shots_recipient === null ? {} : { shots: row.shots_recipient }),
      at,
      entries: objects.map(({ name, bytes, sha256, kind, sheet }) => ({
        name,
        bytes,
        sha256,
        ...(kind === 'sheet' && sheet !== null ? { cells: vault.sheets.cells(day, sheet) } : {}),
      })),
      final,
    };
    const sealed = writeLink(link, sign);
    const name = linkName(link.seq);
    const key = dayObjectKey(prefix, { person, day, device }, name);
    const object = { day, kind: 'link', name, key, sealed, at, releaseAt: at } as const;
    return vault.addLink(
      object,
      link.seq,
      hashOf(sealed),
      objects.map(({ id }) => id),
      final,
    );
  }
}
