/** The name that browsers know the native host by; `assets/extension/background.js` asks for it. */
export const hostName = 'app.plainsight.browser';

/** What Chromium makes of `key` in `assets/extension/manifest.json`: the same wherever it is loaded from. */
export const chromiumId = 'eeeohkkocodpoobglifleiipegmagfbb';

/** As `assets/extension/manifest.json` says it. */
export const firefoxId = 'browser@plainsight.example';
