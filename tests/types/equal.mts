type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `equal<T>()(value)` compiles only when the type of `value` is `T` exactly. */
export declare function equal<T>(): <U>(value: U & (Same<T, U> extends true ? unknown : never)) => void;
