import { partsMessages } from '../../messages/parts.ts';
import { sharesMessages } from '../../messages/shares.ts';
import { translatorOf } from './language.ts';

// The messages of what both sides' pages share, one translator a catalogue.

export const tParts = translatorOf(partsMessages);
export const tShares = translatorOf(sharesMessages);
