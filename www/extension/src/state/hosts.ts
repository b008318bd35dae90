import { hostPattern } from "../model/gateway-address.ts";
import { gatewayAddress } from "./session.ts";

const patternOf = (gateway: string) => hostPattern(gateway, { withPort: location.protocol !== "moz-extension:" });

/**
 * Asks the reader whether the extension may reach a gateway. Callers must not await anything before, because the browser asks only during a
 * user gesture.
 */
export function requestHost(gateway: string): Promise<boolean> {
  return chrome.permissions.request({ origins: [patternOf(gateway)] });
}

/** Whether the extension may reach a gateway. In Firefox the reader may revoke even the permissions of the manifest. */
export function mayReach(gateway: string): Promise<boolean> {
  return chrome.permissions.contains({ origins: [patternOf(gateway)] });
}

/** Removes the permissions for all hosts except for the current gateway's and those of the manifest, which cannot be removed. */
export async function dropOtherHosts(): Promise<void> {
  const kept = [patternOf(await gatewayAddress(undefined)), ...(chrome.runtime.getManifest().host_permissions ?? [])];
  const { origins = [] } = await chrome.permissions.getAll();
  const others = origins.filter((each) => !kept.includes(each));
  if (others.length > 0) await chrome.permissions.remove({ origins: others });
}
