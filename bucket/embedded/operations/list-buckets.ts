import { xmlAnswer } from '../http/answer.ts';
import { element, xmlDocument } from '../http/xml.ts';
import { defineOperation, nothing } from './operation.ts';

/** `GET /`: the names of all buckets, for an owner. */
export const listBuckets = defineOperation({
  name: 'ListBuckets',
  method: 'GET',
  path: 'service',
  query: nothing,
  headers: nothing,
  takesBody: false,
  mayAsk: ({ grant }) => grant.role === 'owner',
  answer: (_, { shelf }) => {
    const buckets = shelf.index
      .buckets()
      .map(({ name, createdAt }) =>
        element('Bucket', [element('Name', name), element('CreationDate', new Date(createdAt).toISOString())]),
      );
    const owner = element('Owner', [element('ID', 'owner'), element('DisplayName', 'owner')]);
    return xmlAnswer(xmlDocument('ListAllMyBucketsResult', [owner, element('Buckets', buckets)]));
  },
});
