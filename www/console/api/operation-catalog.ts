// The table of operations as the gateway publishes it: forms and the try-it page are made from it.

import * as gateway from "./gateway.ts";
import { type Document, type Operation, read } from "../model/operations.ts";

let known: Promise<Operation[]> | undefined;

/** Every operation. Asked for once. */
export function operations(): Promise<Operation[]> {
  known ??= gateway.openapi().then(
    (document) => read(document as Document),
    (error: unknown) => {
      known = undefined;
      throw error;
    },
  );
  return known;
}
