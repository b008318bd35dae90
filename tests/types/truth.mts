// Compares the declarations with the JavaScript that they declare.

import type { OperationName } from "outx-client";
import * as declared from "outx-client";
import * as errors from "../../pkg/errors.js";
import { operations } from "../../pkg/operations.js";
import { readProfile } from "../../pkg/profile.js";
import { equal } from "./equal.mjs";

equal<OperationName>()({} as (typeof operations)[number]);

type Internal = "createError" | "invalidRequest";
type Others = "Outx" | "Task" | "ready" | "readProfile";
equal<Exclude<keyof typeof errors, Internal>>()({} as Exclude<keyof typeof declared, Others>);

equal<keyof ReturnType<typeof declared.readProfile>>()({} as keyof ReturnType<typeof readProfile>);
