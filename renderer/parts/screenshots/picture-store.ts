import type { Result } from '../../../core/result.ts';

/**
 * Pictures of one page as blob addresses: at most three are asked for at a time, the last `most` asked for are kept, and what falls out is
 * released. `close` releases all, and what still waits is never asked for. A failed picture is asked for again the next time.
 */
export class PictureStore {
  readonly #load: (id: string) => Promise<Result<{ webp: string }>>;
  readonly #kept = new Map<string, Promise<Result<string>>>();
  readonly #waiting: (() => void)[] = [];
  readonly #most: number;
  #running = 0;

  constructor(load: (id: string) => Promise<Result<{ webp: string }>>, most = 80) {
    this.#load = load;
    this.#most = most;
  }

  get(id: string): Promise<Result<string>> {
    const known = this.#kept.get(id);
    if (known !== undefined) {
      this.#kept.delete(id);
      this.#kept.set(id, known);
      return known;
    }
    const asked = this.#ask(id);
    this.#kept.set(id, asked);
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.drop(old);
    }
    return asked;
  }

  drop(id: string): void {
    void this.#kept.get(id)?.then((result) => result.ok && URL.revokeObjectURL(result.value));
    this.#kept.delete(id);
  }

  close(): void {
    this.#waiting.length = 0;
    for (const id of [...this.#kept.keys()]) this.drop(id);
  }

  async #ask(id: string): Promise<Result<string>> {
    if (this.#running >= atOnce) await new Promise<void>((resume) => this.#waiting.push(resume));
    this.#running += 1;
    const result = await this.#load(id);
    this.#running -= 1;
    this.#waiting.shift()?.();
    if (!result.ok) {
      this.#kept.delete(id);
      return result;
    }
    const bytes = Uint8Array.from(atob(result.value.webp), (letter) => letter.charCodeAt(0));
    return { ok: true, value: URL.createObjectURL(new Blob([bytes], { type: 'image/webp' })) };
  }
}

const atOnce = 3;
