import type { CapturePlatform, Screen } from '../../../agent/ports.ts';
import { masksOf } from '../../../agent/screenshot/masks.ts';
import { applyMasks, maskColour } from '../../../agent/screenshot/window-mask.ts';
import { parseRules, type RuleSet } from '../../../core/consent/redaction.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import { unwrap } from '../../../core/result.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { type Desktop, until } from '../../desktop.ts';
import { takenScreen } from '../../fixtures/taken-screen.ts';

export const vaultRule: Rule = { app: 'keepassxc', effect: 'exclude' };
export const rulesOf = (...rules: readonly Rule[]): RuleSet => unwrap(parseRules(rules));

/** A window that is told apart by its class alone. */
export async function openVault(desktop: Desktop, title = 'Vault of Jane'): Promise<string> {
  desktop.start('xterm', '-class', 'KeePassXC', '-T', title, '-geometry', '40x10+60+60', '-e', 'cat');
  return windowNamed(desktop, title);
}

export async function windowNamed(desktop: Desktop, title: string): Promise<string> {
  return until(async () => (await desktop.xdotool('search', '--onlyvisible', '--name', `^${title}$`)).trim() || null);
}

export function captured(platform: CapturePlatform): Promise<Screen> {
  return takenScreen(() => platform.screen.capture());
}

/** A picture with its masks, and how much of a part of the desktop is masked (0 to 1). */
export async function masked(platform: CapturePlatform, rules: RuleSet) {
  const screen = await captured(platform);
  const { frames } = applyMasks(screen, masksOf(screen, rules));
  const share = (part: Rectangle): number => {
    let hidden = 0;
    for (let y = part.y; y < part.y + part.height; y++)
      for (let x = part.x; x < part.x + part.width; x++) {
        const frame = frames.find(({ monitor }) => x >= monitor.x && x < monitor.x + monitor.width);
        const at = ((y - (frame?.monitor.y ?? 0)) * (frame?.width ?? 0) + x - (frame?.monitor.x ?? 0)) * 3;
        const [r, g, b] = frame?.rgb.subarray(at, at + 3) ?? [];
        if (r === maskColour.r && g === maskColour.g && b === maskColour.b) hidden++;
      }
    return hidden / (part.width * part.height);
  };
  return { screen, share };
}
