import { z } from 'zod';
import type { Rule } from '../rules/rule.ts';

/** Groups of rules that hold unless the person switches them off. */
export const suggestionGroups = ['passwords', 'banking', 'health', 'private-windows'] as const;
export const suggestionGroupSchema = z.enum(suggestionGroups);
export type SuggestionGroup = z.infer<typeof suggestionGroupSchema>;

/**
 * What nobody has to ask for: rules that hold unless the person switches their group off. None of
 * them takes a browser as a whole: titles count only in browsers, where a page names itself, and
 * sites only where the system tells them. Words are in English, German and Spanish, private windows
 * also in French; a pattern is specific enough that a document about the subject is not taken for
 * it.
 */
export function suggestionsOf(group: SuggestionGroup): readonly Rule[] {
  return suggestions[group];
}

/** Browsers built on Chromium, by id: on X11 their private windows look like all others. */
export const chromiumKin = ['*chromium*', '*chrome*', '*brave*', '*vivaldi*', '*microsoft-edge*', '*opera*'] as const;

const apps = (...patterns: readonly string[]): Rule[] => patterns.map((app) => ({ app, effect: 'exclude' }));
const pages = (...patterns: readonly string[]): Rule[] =>
  patterns.map((title) => ({ title, effect: 'exclude', only: 'browsers' }));
const sites = (...patterns: readonly string[]): Rule[] =>
  patterns.map((site) => ({ site, effect: 'exclude', only: 'known-sites' }));

const passwords: readonly Rule[] = [
  ...apps(
    '*keepass*',
    '*bitwarden*',
    '*1password*',
    '*enpass*',
    '*dashlane*',
    '*lastpass*',
    '*nordpass*',
    '*roboform*',
  ),
  ...apps('*proton pass*', '*proton-pass*', '*protonpass*', '*keeper password*', '*keeperpassword*', '*buttercup*'),
  ...apps('*strongbox*', '*padloc*', '*passbolt*', '*secrets', '*seahorse*', '*pinentry*', '*polkit*', '*kwallet*'),
  ...apps('*gcr-prompter*', '*ksshaskpass*', '*ssh-askpass*', '*authy*', '*authenticator*', 'com.apple.passwords'),
  ...apps('com.apple.keychainaccess', 'com.apple.securityagent', 'credentialuibroker*', 'consent', 'consent.exe'),
  ...pages('*bitwarden web vault*', '*bitwarden web-tresor*', '*| 1password*', '1password — *', '*lastpass vault*'),
  ...pages('*google password manager*', '*google passwortmanager*', '*gestor de contraseñas de google*'),
  ...pages('*| proton pass*', '*keeper vault*', '*keeper-tresor*', '*dashlane web app*'),
  ...sites('vault.bitwarden.com', 'vault.bitwarden.eu', '*.1password.com', '*.1password.eu', '*.1password.ca'),
  ...sites('*.lastpass.com', 'app.dashlane.com', 'pass.proton.me', '*.keepersecurity.com', '*.keepersecurity.eu'),
  ...sites('app.nordpass.com', 'passwords.google.com'),
];

const banking: readonly Rule[] = [
  ...pages('*online banking*', '*online-banking*', '*onlinebanking*', '*internet banking*', '*netbanking*'),
  ...pages('*internetbanking*', '*internet-banking*', '*banca online*', '*banca en línea*', '*banca por internet*'),
  ...pages('*banca electrónica*', '*banca digital*', '*banca móvil*', '*e-banking*', '*homebanking*', '*ebanking*'),
  ...pages('paypal: *', 'paypal - *', '*your paypal account*', '*ihrem paypal-konto*', '*cuenta paypal*'),
  ...pages('*sparkasse*', '*volksbank*', '*raiffeisenbank*', '*commerzbank*', '*comdirect*', '*consorsbank*'),
  ...pages(
    '*postbank*',
    '*targobank*',
    '*hypovereinsbank*',
    '*deutsche bank*',
    'dkb*banking*',
    'n26*',
    'ing *banking*',
  ),
  ...pages('*bbva*', '*caixabank*', '*banco santander*', '*banco sabadell*', '*bankinter*', '*openbank*', '*unicaja*'),
  ...pages('*wells fargo*', '*bank of america*', '*chase online*', '*citibank*', '*capital one*', '*barclays*'),
  ...pages('*lloyds bank*', '*natwest*', '*hsbc*', 'revolut', 'revolut *', '*| revolut*', '*monzo*', '*wise account*'),
  ...sites(
    'banking.*',
    '*.banking.*',
    'onlinebanking.*',
    '*.onlinebanking.*',
    'online-banking.*',
    '*.bank',
    'ebanking.*',
  ),
  ...sites('meine.*bank.*', 'banco.*', '*.banco.*', 'banca.*', '*.sparkasse.de', '*sparkasse*.de', '*volksbank*.de'),
  ...sites('*raiffeisen*', '*.vr.de', '*.commerzbank.de', '*.comdirect.de', '*.dkb.de', '*.ing.de', '*.ing.es'),
  ...sites('*.deutsche-bank.de', '*.postbank.de', '*.hypovereinsbank.de', '*.consorsbank.de', '*.targobank.de'),
  ...sites('*.n26.com', '*.bbva.*', '*.caixabank.es', '*.bancosantander.es', '*.santander.*', '*.bancsabadell.com'),
  ...sites('*.bankinter.com', '*.openbank.es', '*.unicajabanco.es', '*.paypal.com', '*.revolut.com', '*.wise.com'),
  ...sites('*.chase.com', '*.wellsfargo.com', '*.bankofamerica.com', '*.citi.com', '*.capitalone.com', '*.hsbc.*'),
  ...sites('*.barclays.*', '*.lloydsbank.co.uk', '*.natwest.com', '*.monzo.com', '*.klarna.com', 'pay.google.com'),
];

const health: readonly Rule[] = [
  ...pages('*patient portal*', '*patientenportal*', '*portal del paciente*', '*mychart*', '*mi carpeta de salud*'),
  ...pages(
    '*patientenakte*',
    '*gesundheitsakte*',
    '*historia clínica*',
    '*my health record*',
    '*health insurance portal*',
  ),
  ...pages('*krankenkasse*', '*krankenversicherung*', '*seguro médico*', '*seguro de salud*', '*doctolib*', '*jameda*'),
  ...pages('*doctoralia*', '*betterhelp*', '*talkspace*', '*hellobetter*', '*online therapy*', '*online-therapie*'),
  ...pages('*terapia online*', '*psychotherapie*', '*psicoterapia*', '*webmd*', '*netdoktor*', '*nhs app*', '*| nhs*'),
  ...pages('*schwangerschaftsabbruch*', '*planned parenthood*', '*telefonseelsorge*', '*suicide & crisis*'),
  ...pages('*anonyme alkoholiker*', '*alcoholics anonymous*', '*alcohólicos anónimos*'),
  ...sites(
    'mychart.*',
    '*.mychart.*',
    '*.mychart.com',
    'patient.*',
    '*.patientportal.*',
    '*.doctolib.*',
    '*.jameda.de',
  ),
  ...sites(
    '*.doctoralia.*',
    '*.betterhelp.com',
    '*.talkspace.com',
    '*.hellobetter.de',
    '*.webmd.com',
    '*.netdoktor.de',
  ),
  ...sites('*.nhs.uk', '*.tk.de', '*.aok.de', '*.barmer.de', '*.dak.de', '*.ikk-classic.de', '*krankenkasse*.de'),
  ...sites('*.sanitas.es', '*.adeslas.es', '*.segurcaixaadeslas.es', '*.asisa.es', '*.kaiserpermanente.org'),
  ...sites('*.plannedparenthood.org', '*.zocdoc.com', '*.teladoc.com', '*.telefonseelsorge.de', '*.mayoclinic.org'),
];

const privateWindows: readonly Rule[] = [
  // Chromium and its kin name the window at the end, in the language of the system.
  ...pages('*(incognito)', '*(inkognito)', '*(incógnito)', '*(de incógnito)', '*(navigation privée)', '*[inprivate]*'),
  ...pages('*(private)', '*(privat)', '*(privado)', '*(privada)', '*(privé)', '*(privée)', '*- brave (priva*'),
  ...pages('*new incognito tab*', '*neuer inkognito-tab*', '*nueva pestaña de incógnito*', '*new private tab*'),
  // Firefox and its kin, and Safari.
  ...pages('*private browsing', '*(private browsing)', '*privater modus', '*(privater modus)', '*privates fenster'),
  ...pages('*navegación privada', '*(navegación privada)', '*navigation privée', '*navigation privée de *firefox*'),
  ...apps('*tor browser*', '*torbrowser*', '*mullvad browser*', '*mullvadbrowser*'),
  // Where our extension runs it vouches for windows that are not private, and is in no private one.
  { app: '*', effect: 'exclude', only: 'untold' },
];

const suggestions: Readonly<Record<SuggestionGroup, readonly Rule[]>> = {
  passwords,
  banking,
  health,
  'private-windows': privateWindows,
};
