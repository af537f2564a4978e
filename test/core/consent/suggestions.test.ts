import { describe, expect, it } from 'vitest';
import { effectiveRules } from '../../../core/consent/person-settings.ts';
import { type Judged, judge, mustMask, parseRules } from '../../../core/consent/redaction.ts';
import { type SuggestionGroup, suggestionGroups, suggestionsOf } from '../../../core/consent/suggestions.ts';
import { unwrap } from '../../../core/result.ts';

const chromium = (title: string, url: string | null = null): Judged => ({
  appId: 'chromium',
  appName: 'Chromium',
  title,
  url,
});
const program = (appId: string, title = ''): Judged => ({ appId, appName: appId, title, url: null });
const all = unwrap(effectiveRules({ rules: [] }, { rules: [], withoutSuggestions: [] }));

const excluded: [SuggestionGroup, Judged][] = [
  ...[
    ...['keepassxc', 'org.keepassxc.keepassxc', 'bitwarden', '1password', 'pinentry-gtk-2', 'org.gnome.world.secrets'],
    ...['gcr-prompter', 'proton pass', 'com.apple.passwords', 'org.gnome.seahorse.application', 'authy desktop'],
  ].map((appId): [SuggestionGroup, Judged] => ['passwords', program(appId)]),
  ['passwords', chromium('Bitwarden Web Vault - Chromium')],
  ['passwords', chromium('Google Passwortmanager – Chromium')],
  ['passwords', chromium('Vault', 'https://vault.bitwarden.com/#/login')],
  ['passwords', chromium('Home', 'https://team.1password.com/home')],
  ['banking', chromium('Online Banking - Log in - Chromium')],
  ['banking', chromium('Onlinebanking: Anmelden - Sparkasse Beispielstadt - Chromium')],
  ['banking', chromium('Banca en línea | Acceso clientes - Chromium')],
  ['banking', chromium('Commerzbank – Persönlicher Bereich — Chromium')],
  ['banking', chromium('PayPal: Summary - Chromium')],
  ['banking', chromium('Revolut - Chromium')],
  ['banking', chromium('Start', 'https://meine.deutsche-bank.de/trxm/')],
  ['banking', chromium('Start', 'https://banking.example.org/')],
  ['banking', chromium('Start', 'https://www.bbva.es/')],
  ['health', chromium('Doctolib: Termin buchen - Chromium')],
  ['health', chromium('MyChart - Test results - Chromium')],
  ['health', chromium('Meine Krankenkasse – Postfach - Chromium')],
  ['health', chromium('Portal del paciente - Hospital - Chromium')],
  ['health', chromium('Psychotherapie: freie Plätze - Chromium')],
  ['health', chromium('Welcome', 'https://www.betterhelp.com/start/')],
  ['health', chromium('Postfach', 'https://meine.tk.de/')],
  ['private-windows', chromium('New Incognito Tab - Chromium')],
  ['private-windows', chromium('Wetter - Google Chrome (Inkognito)')],
  ['private-windows', chromium('Tiempo - Google Chrome (Incógnito)')],
  ['private-windows', chromium('Météo - Google Chrome (Navigation privée)')],
  ['private-windows', { ...program('microsoft-edge'), title: 'Bing - [InPrivate] - Microsoft​ Edge' }],
  ['private-windows', { ...program('firefox'), title: 'Shopping — Mozilla Firefox Private Browsing' }],
  ['private-windows', { ...program('firefox-esr'), title: 'Neuer Tab – Mozilla Firefox (Privater Modus)' }],
  ['private-windows', { ...program('firefox'), title: 'Compras — Mozilla Firefox Navegación privada' }],
  ['private-windows', { ...program('firefox'), title: 'Achats — Navigation privée de Mozilla Firefox' }],
  ['private-windows', { ...program('brave-browser'), title: 'News - Brave (Private)' }],
  ['private-windows', program('tor browser', 'Start — Tor Browser')],
];

const left: Judged[] = [
  program('libreoffice-calc', 'Bank holiday planning.ods - LibreOffice Calc'),
  program('libreoffice-writer', 'Contract with Commerzbank.docx - LibreOffice Writer'),
  program('libreoffice-writer', 'Online banking study.odt - LibreOffice Writer'),
  program('code', 'passwords.ts - online-banking - Visual Studio Code'),
  program('gnucash', 'Accounts - GnuCash'),
  program('thunderbird', 'Your Doctolib appointment - Thunderbird'),
  program('gitg', 'private browsing'),
  program('xterm', 'top (private)'),
  chromium('Bank holiday planning - Google Sheets - Chromium'),
  chromium('River bank erosion - Wikipedia - Chromium'),
  chromium('Databank schema review - Chromium'),
  chromium('The French Revolution - Wikipedia - Chromium'),
  chromium('Training: banking regulation - Intranet - Chromium'),
  chromium('Physical therapy equipment orders - CRM - Chromium'),
  chromium('Health and safety at work - Intranet - Chromium'),
  chromium('Service health dashboard - Chromium'),
  chromium('Set up a private browsing test for the login page - Issue 12 - Chromium'),
  chromium('How incognito mode works - Help - Chromium'),
  chromium('Password reset policy - Wiki - Chromium'),
  chromium('Private repository settings - Chromium'),
  chromium('Inbox', 'https://mail.example.com/'),
  chromium('Blood bank', 'https://databank.example.com/'),
];

describe('the suggested rules', () => {
  it.each(suggestionGroups)('of %s parse', (group) => {
    expect(unwrap(parseRules(suggestionsOf(group))).rules.length).toBeGreaterThan(10);
  });

  it.each(excluded)('of %s exclude %o, and switching the group off lets it through', (group, window) => {
    expect(judge(window, all)).toBe('exclude');
    expect(judge(window, unwrap(parseRules(suggestionsOf(group))))).toBe('exclude');
    const without = unwrap(effectiveRules({ rules: [] }, { rules: [], withoutSuggestions: [group] }));
    expect(judge(window, without)).toBe('record');
  });

  it.each(left)('leave %o alone', (window) => expect(judge(window, all)).toBe('record'));

  it.each(['chromium', 'google-chrome', 'firefox', 'microsoft-edge', 'org.gnome.epiphany', 'brave-browser', 'safari'])(
    'never take %s as a whole where the system tells no address',
    (appId) => {
      expect(judge(program(appId, 'News'), all)).toBe('record');
      expect(mustMask(program(appId, 'News'), all)).toBe(false);
    },
  );
});
