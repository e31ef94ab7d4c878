/* Everything is served by the product itself: no validator, no outside host. */
window.ui = window.SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  requestInterceptor(request) {
    if (!['GET', 'HEAD'].includes((request.method || 'GET').toUpperCase())) {
      request.headers['X-Baolei'] = '1'
    }
    return request
  },
})
