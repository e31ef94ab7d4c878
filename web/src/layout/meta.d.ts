import 'vue-router'
import type { Component } from 'vue'
import type { Schemas } from '@/api/client'

declare module 'vue-router' {
  interface RouteMeta {
    title: string
    /** Without the shell around it. */
    bare?: boolean
    /** Without a session. */
    open?: boolean
    /** Roles that may open it; everyone signed in when absent. */
    roles?: readonly Schemas['Role'][]
    /** The page shows one period, named in the address. */
    period?: boolean
    /** Pages above it, from the top. */
    above?: { title: string, name: string }[]
    menu?: MenuPlace
    /** A second place for those who have a branch of their own. */
    ownMenu?: MenuPlace
  }
}

export interface MenuPlace {
  order: number
  icon: Component
  /** What it is for, in one line. */
  about?: string
  title?: string
  /** Short name under the phone's tab. */
  tab?: string
}
