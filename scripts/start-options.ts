import type { Form } from '../cli/command.ts';
import { fileToMake, folderToMake } from '../cli/option-kinds.ts';

/** What `npm start` takes: judged before a minute is recorded, not after. */
export const startForm: Form = {
  called: 'npm start --',
  action: null,
  texts: {
    report: fileToMake('what was captured', 'report.json', { mayReplace: true }),
    folder: folderToMake('the data of this computer', '/home/ada/plainsight'),
  },
  switches: ['tour', 'once', 'browser'],
  needs: [],
  pairs: [
    ['folder', 'not', 'tour'],
    ['browser', 'not', 'tour'],
  ],
};
