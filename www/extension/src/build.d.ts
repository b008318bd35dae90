interface ImportMetaEnv {
  /** The gateway's origin, written in by the build. */
  readonly OUTX_GATEWAY: string;
}
