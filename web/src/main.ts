import 'element-plus/theme-chalk/base.css'
import 'element-plus/es/components/message/style/css'
import './styles/theme.css'
import { MutationCache, QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import { ApiError, whenSessionExpires } from '@/api/client'
import { sessionQuery } from '@/auth/session'
import App from './App.vue'
import { createAppRouter } from './router'

const queries = new QueryClient({
  // The frame says why nothing can be changed, as soon as somebody is told so.
  mutationCache: new MutationCache({
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'read_only') void queries.invalidateQueries({ queryKey: ['system'] })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
    },
  },
})

const router = createAppRouter(queries)

whenSessionExpires(() => {
  queries.setQueryData(sessionQuery.queryKey, null)
  const here = router.currentRoute.value
  if (here.name !== 'login') void router.replace({ name: 'login', query: { next: here.fullPath, expired: '1' } })
})

const app = createApp(App).use(VueQueryPlugin, { queryClient: queries }).use(router)
// Not before the first page is known: the shell would ask for data that nobody may have yet.
void router.isReady().then(() => app.mount('#app'))
