import { isAllowed } from '../auth/authorisation.ts';
import { defineOperation, nothing } from './operation.ts';

/** `DELETE /<bucket>/<key>`: the object goes at once and for good; there are no versions. One that is not there is gone already. */
export const deleteObject = defineOperation({
  name: 'DeleteObject',
  method: 'DELETE',
  path: 'object',
  query: nothing,
  headers: nothing,
  takesBody: false,
  mayAsk: ({ grant, bucket, key }) => isAllowed(grant, 'delete', bucket, key),
  answer: async ({ bucket, key }, { shelf }) => {
    await shelf.remove(bucket, key);
    return { status: 204 };
  },
});
