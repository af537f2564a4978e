import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readJson } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import { hostName } from './extension-id.ts';
import type { HostPlace } from './host-places.ts';
import type { AccountRegistry } from './windows/account-registry.ts';
import { ManifestKeys } from './windows/manifest-keys.ts';

export interface HostRegistrationOptions {
  /** The agent's own folder: the script that browsers start lies there. */
  readonly folder: string;
  readonly places: readonly HostPlace[];
  /** The program that passes messages on, with its arguments. */
  readonly command: readonly string[];
  /** Windows: what leads browsers to their manifest, and the script is one for `cmd.exe`. */
  readonly registry?: AccountRegistry | null;
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
  readonly #keys: ManifestKeys | null;

  constructor(options: HostRegistrationOptions) {
    this.#options = options;
    const { registry = null } = options;
    this.#keys = registry === null ? null : new ManifestKeys(registry);
  }

  /** The browsers that this account uses. */
  browsers(): RegisteredBrowser[] {
    return this.#present().map((place) => ({ browser: place.browser, isRegistered: this.#isRegistered(place) }));
  }

  /** Safe to call again, such as after another browser was installed. */
  async register(): Promise<Result<null>> {
    const { command } = this.#options;
    const written = await this.#write(this.#script, this.#keys === null ? scriptOf(command) : batchOf(command));
    if (!written.ok) return written;
    for (const place of this.#present()) {
      const placed = await this.#write(place.manifest, `${JSON.stringify(this.#manifestOf(place), null, 2)}\n`);
      if (!placed.ok) return placed;
      try {
        this.#keys?.point(place.keys, place.manifest);
      } catch (error) {
        return fail(diskProblem(error, place.keys.join()));
      }
    }
    return ok(null);
  }

  /** Takes away what `register` wrote; of another folder's agent nothing. */
  async unregister(): Promise<Result<null>> {
    const own = this.#options.places.filter((place) => this.#isOurs(place)).map(({ manifest }) => manifest);
    for (const { keys, manifest } of this.#options.places)
      try {
        this.#keys?.restore(keys, manifest);
      } catch (error) {
        return fail(diskProblem(error, keys.join()));
      }
    for (const file of [...new Set(own), this.#script])
      try {
        await removeFile(file);
      } catch (error) {
        return fail(diskProblem(error, dirname(file)));
      }
    return ok(null);
  }

  get #script(): string {
    return join(this.#options.folder, this.#keys === null ? 'browser-host' : 'browser-host.cmd');
  }

  #present(): readonly HostPlace[] {
    return this.#options.places.filter(({ profile }) => existsSync(profile));
  }

  #manifestOf({ callers }: HostPlace) {
    const description = 'Passes the host of the page in front to the Plainsight agent of this account';
    return { name: hostName, description, path: this.#script, type: 'stdio', ...callers };
  }

  #isRegistered(place: HostPlace): boolean {
    return this.#isOurs(place) && (this.#keys?.leadTo(place.keys, place.manifest) ?? true);
  }

  /** Whether the manifest is the one that is written here. */
  #isOurs(place: HostPlace): boolean {
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

function scriptOf(command: readonly string[]): string {
  return `#!/bin/sh\nexec ${command.map(quoted).join(' ')}\n`;
}

/** Read as UTF-8 from the second line on. A path on Windows holds no quotes, and a per cent sign is written twice. */
function batchOf(command: readonly string[]): string {
  const given = command.map((each) => `"${each.replaceAll('%', '%%')}"`).join(' ');
  return `@chcp 65001 >nul\r\n@${given}\r\n`;
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}
