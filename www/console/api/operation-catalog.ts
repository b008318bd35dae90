// The operations that the gateway publishes: forms and the try-it page are generated from them.

import { type OpenApiDocument, type Operation, readOperations } from "../model/operations.ts";
import * as gateway from "./gateway.ts";

let loaded: Promise<Operation[]> | undefined;

/** Every operation of the API. Fetched once. */
export function loadOperations(): Promise<Operation[]> {
  loaded ??= gateway.fetchOpenApi().then(
    (document) => readOperations(document as OpenApiDocument),
    (error: unknown) => {
      loaded = undefined;
      throw error;
    },
  );
  return loaded;
}
