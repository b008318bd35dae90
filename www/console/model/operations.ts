// The operations of the API, read from its OpenAPI document.

export interface Operation {
  /** The name, which is also the path of the method on the client, such as "watchlists.keyword.create". */
  name: string;
  method: string;
  path: string;
  kind: string;
  /** Whether a call counts towards the hourly budget of LinkedIn actions. */
  action: boolean;
  summary: string;
  description: string;
  params: Param[];
  /** The errors that the API's documentation lists. */
  errors: { status: string; text: string }[];
}

export interface Param {
  name: string;
  place: "query" | "body" | "path";
  required: boolean;
  type: "text" | "long-text" | "number" | "boolean" | "choice" | "list" | "json";
  choices: (string | number)[];
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxLength?: number | undefined;
  format?: string | undefined;
  description: string;
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: (string | number | null)[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  format?: string;
  description?: string;
}

interface DocumentOperation {
  operationId: string;
  summary?: string;
  description?: string;
  parameters?: { $ref?: string; name: string; in: "query" | "path"; required?: boolean; description?: string; schema?: Schema }[];
  responses?: Record<string, { $ref?: string; description?: string }>;
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  "x-outx-kind"?: string;
  "x-outx-linkedin-action"?: boolean;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, DocumentOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

export function isTask({ kind }: Operation): boolean {
  return kind === "task" || kind === "write-task";
}

/** A text whose maximum length is above this gets a text area instead of an input. */
const LONG_TEXT_CHARS = 200;

/** Every operation of the API in the order of the document, without the gateway's own routes. */
export function readOperations(document: OpenApiDocument): Operation[] {
  const methods = ["get", "post", "put", "delete"];
  const paths = Object.entries(document.paths).filter(([path]) => !path.startsWith("/_gateway/"));
  return paths.flatMap(([path, entries]) =>
    methods.flatMap((method) => {
      const entry = entries[method];
      return entry?.operationId ? [readOperation(document, method, path, entry)] : [];
    }),
  );
}

function readOperation(document: OpenApiDocument, method: string, path: string, entry: DocumentOperation): Operation {
  // Parameters by reference are headers, which the client sets itself.
  const query = (entry.parameters ?? []).filter(({ $ref }) => !$ref).map(({ name, in: place, required = false, description, schema }) =>
    readParam(document, { name, place, required, schema: { description, ...schema } as Schema }),
  );
  const body = resolveReference(document, entry.requestBody?.content?.["application/json"]?.schema);
  return {
    name: entry.operationId,
    method: method.toUpperCase(),
    path,
    kind: entry["x-outx-kind"] ?? (method === "get" ? "read" : "write"),
    action: entry["x-outx-linkedin-action"] ?? false,
    summary: plain(entry.summary ?? entry.operationId),
    description: plain(entry.description ?? ""),
    // Errors that all operations share are references and are left out.
    errors: Object.entries(entry.responses ?? {}).flatMap(([status, { $ref, description }]) => ($ref || status < "300" ? [] : [{ status, text: plain(description ?? "") }])),
    // Required parameters come first; otherwise the document's order is kept.
    params: [...query, ...readBodyParams(document, body)].sort((a, b) => Number(b.required) - Number(a.required)),
  };
}

function readBodyParams(document: OpenApiDocument, body: Schema): Param[] {
  return Object.entries(body.properties ?? {}).map(([name, schema]) =>
    readParam(document, { name, place: "body", required: body.required?.includes(name) ?? false, schema: resolveReference(document, schema) }),
  );
}

function readParam(document: OpenApiDocument, { name, place, required, schema: raw }: Pick<Param, "name" | "place" | "required"> & { schema: Schema }): Param {
  const schema = resolveReference(document, raw);
  const choices = (schema.enum ?? []).filter((choice) => choice !== null);
  return {
    name,
    place,
    required,
    choices,
    type: choices.length > 0 ? "choice" : fieldType(document, schema),
    minimum: schema.minimum,
    maximum: schema.maximum,
    maxLength: schema.maxLength,
    format: schema.format,
    description: plain(schema.description ?? ""),
  };
}

/** Removes the Markdown code marks from a description. */
function plain(text: string): string {
  return text.replaceAll("`", "");
}

function fieldType(document: OpenApiDocument, schema: Schema): Param["type"] {
  const variants = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((each) => resolveReference(document, each));
  const types = variants.flatMap(({ type }) => type ?? []);
  const list = variants.find(({ type }) => type === "array");
  if (list) return resolveReference(document, list.items).type === "string" ? "list" : "json";
  if (types.includes("object")) return "json";
  if (types.includes("boolean") && !types.includes("string")) return "boolean";
  if (types.includes("number") || types.includes("integer")) return "number";
  return (schema.maxLength ?? 0) > LONG_TEXT_CHARS ? "long-text" : "text";
}

function resolveReference(document: OpenApiDocument, schema: Schema | undefined): Schema {
  if (!schema?.$ref) return schema ?? {};
  const name = schema.$ref.replace("#/components/schemas/", "");
  const { $ref: _, ...own } = schema;
  return { ...document.components?.schemas?.[name], ...own };
}
