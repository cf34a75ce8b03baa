# An ephemeral variable is in no plan and no state.
variable "cpn_api_key" {
  type      = string
  ephemeral = true
}

provider "cpn" {
  api_key     = var.cpn_api_key
  environment = "test"
}
