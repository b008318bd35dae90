export { Outx } from "./types/client.js";
export type {
  AppInfo,
  DerivedOptions,
  EnvironmentOptions,
  FailureEvent,
  FetchOptions,
  GatewayOptions,
  Hooks,
  KeyOptions,
  LogFunction,
  Logger,
  LogLevel,
  OutxOptions,
  RequestEvent,
  ReservedFetchOption,
  ResponseEvent,
  RetryEvent,
  SharedOptions,
  Usage,
} from "./types/client.js";
export type {
  CallName,
  CallOptions,
  CallPromise,
  GivenHeaders,
  NoArguments,
  Pages,
  QueryValue,
  RawRequest,
  Retry,
  RetryFailure,
  WithResponse,
} from "./types/calls.js";
export type { Gateway, GatewayHealth, GatewayUsage } from "./types/gateway.js";
export type { OperationName } from "./types/operations.js";
export * from "./types/errors.js";
export * from "./types/linkedin.js";
export { Task } from "./types/tasks.js";
export type { Tasks, WaitOptions } from "./types/tasks.js";
export type * from "./types/args.js";
export type * from "./types/auth.js";
export type * from "./types/methods.js";
export type * from "./types/responses.js";
export type * from "./types/watchlists.js";
export { ready } from "./types/ready.js";
export type { WasmSource } from "./types/ready.js";
