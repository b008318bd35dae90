interface ImportMetaEnv {
  /** The address of the built-in gateway. */
  readonly OUTX_GATEWAY: string;
  /** Whether the options cannot change it. */
  readonly OUTX_GATEWAY_FIXED: boolean;
}

/** Firefox's sidebar, which `@types/chrome` does not have. */
declare const browser: { sidebarAction: { open(): Promise<void> } };
