import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readJson } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import { hostName } from './extension-id.ts';
import type { HostPlace } from './host-places.ts';

export interface HostRegistrationOptions {
  /** The agent's own folder: the script that browsers start lies there. */
  readonly folder: string;
  readonly places: readonly HostPlace[];
  /** The program that passes messages on, with its arguments. */
  readonly command: readonly string[];
}

export interface RegisteredBrowser {
  readonly browser: string;
  readonly isRegistered: boolean;
}

/**
 * What tells the browsers of this account which program their extension may talk to: a file for each
 * browser that this account uses, and one script for all of them, since such a file can name a
 * program and no arguments. Only the person writes them, by a click, and takes them away again.
 */
export class HostRegistration {
  readonly #options: HostRegistrationOptions;

  constructor(options: HostRegistrationOptions) {
    this.#options = options;
  }

  /** The browsers that this account uses. */
  browsers(): RegisteredBrowser[] {
    return this.#present().map((place) => ({ browser: place.browser, isRegistered: this.#isRegistered(place) }));
  }

  /** Safe to call again, such as after another browser was installed. */
  async register(): Promise<Result<null>> {
    const { command } = this.#options;
    const script = `#!/bin/sh\nexec ${command.map(quoted).join(' ')}\n`;
    const written = await this.#write(this.#script, script);
    if (!written.ok) return written;
    for (const place of this.#present()) {
      const placed = await this.#write(place.manifest, `${JSON.stringify(this.#manifestOf(place), null, 2)}\n`);
      if (!placed.ok) return placed;
    }
    return ok(null);
  }

  /** Takes away what `register` wrote; of another folder's agent nothing. */
  async unregister(): Promise<Result<null>> {
    const own = this.#options.places.filter((place) => this.#isRegistered(place)).map(({ manifest }) => manifest);
    for (const file of [...own, this.#script])
      try {
        await removeFile(file);
      } catch (error) {
        return fail(diskProblem(error, dirname(file)));
      }
    return ok(null);
  }

  get #script(): string {
    return join(this.#options.folder, 'browser-host');
  }

  #present(): readonly HostPlace[] {
    return this.#options.places.filter(({ profile }) => existsSync(profile));
  }

  #manifestOf({ callers }: HostPlace) {
    const description = 'Passes the host of the page in front to the Plainsight agent of this account';
    return { name: hostName, description, path: this.#script, type: 'stdio', ...callers };
  }

  #isRegistered(place: HostPlace): boolean {
    try {
      const found = JSON.stringify(readJson(readFileSync(place.manifest)));
      return found === JSON.stringify(this.#manifestOf(place)) && existsSync(this.#script);
    } catch {
      return false;
    }
  }

  async #write(path: string, text: string): Promise<Result<void>> {
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const written = await writeDurably(path, Buffer.from(text));
      if (written.ok && path === this.#script) await chmod(path, 0o700);
      return written;
    } catch (error) {
      return fail(diskProblem(error, dirname(path)));
    }
  }
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}
