import { strings } from "../lib/strings.ts";
import { Empty } from "./states.tsx";

const words = strings.notFound;

/** Shown for an address with an operation that the gateway does not have. */
export function UnknownOperation({ name }: { name: string }) {
  return <Empty icon="warning" title={words.operation} why={words.operationWhy(name)} />;
}
