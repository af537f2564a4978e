import { partsMessages } from '../../messages/parts.ts';
import { translatorOf } from './language.ts';

/** The messages of what both sides' pages share. */
export const tParts = translatorOf(partsMessages);
