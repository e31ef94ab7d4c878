import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'
import { defineConfig, type Plugin } from 'vitest/config'

const require = createRequire(import.meta.url)

/** Puts the interface browser's two assets beside our own `public/swagger-ui/index.html`. */
function swaggerUi(): Plugin {
  const names = ['swagger-ui-bundle.js', 'swagger-ui.css']
  const read = (name: string) => readFileSync(require.resolve(`swagger-ui-dist/${name}`))
  return {
    name: 'swagger-ui',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = names.find((each) => request.url === `/swagger-ui/${each}`)
        if (!name) return next()
        response.setHeader('Content-Type', name.endsWith('.css') ? 'text/css' : 'text/javascript')
        response.end(read(name))
      })
    },
    generateBundle() {
      for (const name of names) {
        this.emitFile({ type: 'asset', fileName: `swagger-ui/${name}`, source: read(name) })
      }
    },
  }
}

const api = process.env.BAOLEI_API ?? 'http://127.0.0.1:5521'

export default defineConfig({
  plugins: [
    vue(),
    components({
      dts: 'types/components.d.ts',
      dirs: [],
      resolvers: [ElementPlusResolver({ importStyle: 'css', directives: true })],
    }),
    swaggerUi(),
  ],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  server: {
    proxy: { '/api': api, '/healthz': api },
  },
  preview: {
    proxy: { '/api': api, '/healthz': api },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender|vue-echarts)[\\/]/ },
            { name: 'element', test: /node_modules[\\/](element-plus|@element-plus|@floating-ui|@vueuse|lodash|dayjs)/ },
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|@tanstack)[\\/]/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    server: { deps: { inline: ['element-plus'] } },
  },
})
