import { BUILT_IN_GATEWAY } from "./session.ts";
import { useStored } from "./use-stored.ts";

/** The gateway's address; `undefined` until it was read from storage. */
export function useGateway(): string | undefined {
  const gateway = useStored("gateway");
  return gateway === null ? BUILT_IN_GATEWAY : gateway;
}
