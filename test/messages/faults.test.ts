import { expect, it } from 'vitest';
import { fault } from '../../core/day/chain.ts';
import { chainFaultKinds } from '../../core/day/chain-report.ts';
import { languages } from '../../core/language.ts';
import { managerDayWords } from '../../messages/manager/day.ts';
import { sentencesIn } from '../../messages/sentences/sentences.ts';

it.each(chainFaultKinds)('%s is a word of its own and a sentence of its own on the page, in every language', (kind) => {
  for (const language of languages) {
    const others = chainFaultKinds.filter((other) => other !== kind);
    const word = managerDayWords[language][`fault-${kind}`];
    expect(word).not.toBe('');
    for (const other of others) expect(managerDayWords[language][`fault-${other}`]).not.toBe(word);
    const { says } = fault(kind, 'chain/000001.json');
    const said = sentencesIn(language, says);
    expect(said).toContain('chain/000001.json');
    if (language !== 'en') expect(said).not.toBe(says);
    for (const other of others) expect(sentencesIn(language, fault(other, 'chain/000001.json').says)).not.toBe(said);
  }
});
