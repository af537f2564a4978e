import { cleanAppId, cleanText } from '../../window-text.ts';
import type { MacApi } from '../api/mac-api.ts';
import type { ObjcRef } from '../api/objective-c.ts';

/** A program as records name it. */
export interface Program {
  /** Its bundle's id, lower case; else its executable's name; else `unknown`. */
  readonly appId: string;
  readonly appName: string;
}

/** A number that a process had may be another's after it. */
const keptMs = 30_000;
const mostKept = 1_024;

interface Kept extends Pick<Program, 'appId'> {
  readonly name: string;
  readonly at: number;
}

/** Which programs processes are of. `now` is monotonic, ms. */
export class Programs {
  readonly #api: Pick<MacApi, 'objc' | 'processes'>;
  readonly #now: () => number;
  readonly #known = new Map<number, Kept>();

  constructor(api: Pick<MacApi, 'objc' | 'processes'>, now: () => number) {
    this.#api = api;
    this.#now = now;
  }

  /** The program of a process, `owner` being what the list of windows calls it. */
  of(pid: number | null, owner: string): Program {
    const { appId, name } = pid === null ? { appId: cleanAppId(owner), name: '' } : this.#lookUp(pid, owner);
    return { appId, appName: cleanText(owner) || cleanText(name) || 'unknown' };
  }

  #lookUp(pid: number, owner: string): Kept {
    const at = this.#now();
    const known = this.#known.get(pid);
    if (known !== undefined && at - known.at < keptMs) return known;
    if (this.#known.size >= mostKept) this.#known.clear();
    const path = this.#api.processes.pathOf(pid) ?? '';
    const name = path.split('/').at(-1) ?? '';
    const found = { appId: cleanAppId(this.#bundleOf(pid) || name || owner), name, at };
    this.#known.set(pid, found);
    return found;
  }

  #bundleOf(pid: number): string {
    const { objc } = this.#api;
    return objc.withPool(() => {
      const running = objc.classNamed('NSRunningApplication');
      if (running === null) return '';
      const program = objc.objectFor(running, objc.selector('runningApplicationWithProcessIdentifier:'), pid);
      return program === null ? '' : (propertyText(objc, program, 'bundleIdentifier') ?? '');
    });
  }
}

/** An `NSString` property of an object as text; null: nil. Only within a pool. */
export function propertyText(objc: MacApi['objc'], target: ObjcRef, property: string): string | null {
  const value = objc.object(target, objc.selector(property));
  return value === null ? null : objc.text(value, objc.selector('UTF8String'));
}
