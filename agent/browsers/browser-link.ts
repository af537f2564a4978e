import type { Socket } from 'node:net';
import type { BrowserProcess } from './browser-process.ts';
import { longestLine, type PageWord, parseWord } from './page-word.ts';

export interface BrowserLinkOptions {
  readonly now: () => number;
  /** What is told without a question. */
  readonly onWord: (word: PageWord) => void;
  readonly onEnd: () => void;
}

/** Whether extensions are to tell pages, and of each its path too. */
export interface WantedPages {
  readonly pages: boolean;
  readonly paths: boolean;
}

/** As many words may come at once, and so many a second in the long run: nobody switches tabs faster. */
const burst = 100;
const wordsASecond = 50;

const newLine = 0x0a;

/** The extension of one browser's profile. Whatever it says is parsed; one that says something else is cut off. */
export class BrowserLink {
  readonly browser: BrowserProcess;
  readonly #socket: Socket;
  readonly #options: BrowserLinkOptions;
  readonly #questions = new Map<number, (word: PageWord | null) => void>();
  #rest: Buffer = Buffer.alloc(0);
  #takesPath = false;
  #credit = burst;
  #creditAt: number;

  constructor(socket: Socket, browser: BrowserProcess, options: BrowserLinkOptions) {
    this.#socket = socket;
    this.browser = browser;
    this.#options = options;
    this.#creditAt = options.now();
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => {});
    socket.once('close', () => this.#ended());
  }

  want({ pages, paths }: WantedPages): void {
    this.#takesPath = pages && paths;
    this.#say({ wanted: pages, paths: this.#takesPath });
  }

  /** Null when there is no answer within `mostMs`. */
  ask(question: number, mostMs: number): Promise<PageWord | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answer(question, null), mostMs);
      this.#questions.set(question, (word) => {
        clearTimeout(timer);
        resolve(word);
      });
      this.#say({ ask: question });
    });
  }

  end(): void {
    this.#socket.destroy();
  }

  #say(what: Readonly<Record<string, unknown>>): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(what)}\n`);
  }

  #take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let end = this.#rest.indexOf(newLine); end >= 0; end = this.#rest.indexOf(newLine)) {
      const word =
        end > longestLine || !this.#isInTime() ? null : parseWord(this.#rest.subarray(0, end), this.#takesPath);
      if (word === null) {
        this.end();
        return;
      }
      this.#rest = this.#rest.subarray(end + 1);
      // An answer that comes too late still says what is in front.
      if (word.ask !== null && this.#questions.has(word.ask)) this.#answer(word.ask, word);
      else this.#options.onWord(word);
    }
    if (this.#rest.length > longestLine) this.end();
  }

  #isInTime(): boolean {
    const now = this.#options.now();
    this.#credit = Math.min(burst, this.#credit + ((now - this.#creditAt) / 1_000) * wordsASecond) - 1;
    this.#creditAt = now;
    return this.#credit >= 0;
  }

  #answer(question: number, word: PageWord | null): void {
    this.#questions.get(question)?.(word);
    this.#questions.delete(question);
  }

  #ended(): void {
    for (const question of [...this.#questions.keys()]) this.#answer(question, null);
    this.#options.onEnd();
  }
}
