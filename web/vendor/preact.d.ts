// The types of preact.js, for the type checker alone; the list of exports stands in .ci/vendor.mjs.
import type { VNode } from "preact";

export type { ReadonlySignal, Signal } from "@preact/signals";
export {
  batch,
  computed,
  effect,
  signal,
  untracked,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
export type { ComponentChildren, VNode } from "preact";
export { Fragment, h, render } from "preact";
export type { MutableRef as Ref } from "preact/hooks";
export {
  useCallback,
  useEffect,
  useErrorBoundary,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "preact/hooks";

/** A template whose placeholders become text nodes, attributes and components; never parsed as HTML. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
